using System.Globalization;
using ParkUp.Tests.Hosts;

namespace ParkUp.Help.Tests.Rendering;

/// <summary>A console of so many columns and a language, which keeps what is printed on it.</summary>
internal sealed class ConsoleOfWidth : SilentHost
{
    private readonly PrintedPaper _paper;

    public ConsoleOfWidth(int width, string language)
        : this(new PrintedPaper(width)) => Language = CultureInfo.GetCultureInfo(language);

    private ConsoleOfWidth(PrintedPaper paper)
        : base(paper) => _paper = paper;

    public string Printed => _paper.Text;
}
