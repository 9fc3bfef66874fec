global using System.Management.Automation;
global using ParkUp.Client;
