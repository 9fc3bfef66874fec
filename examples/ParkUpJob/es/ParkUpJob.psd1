@{
    Started         = 'Inicio. Nómina: {0}'
    Connected       = 'El servicio responde: {0}'
    Applied         = 'Aplicado: {0}'
    Ended           = 'Terminó con el código de salida {0}: {1} Informe: {2}'
    Exit0           = 'el servicio coincide con la nómina.'
    Exit1           = 'algunas filas o algunos pasos no resultaron.'
    Exit2           = 'la ejecución no se pudo completar. Repítala cuando la causa esté resuelta.'
    Exit3           = 'hay diferencias, y no se envió nada.'
    Exit4           = 'la protección retiene revocaciones o cambios. Lo demás se aplicó. Revise la nómina; si está correcta, suba el límite una vez a mano.'
    Interrupted     = 'La ejecución fue interrumpida. Repítala: lo que ya se hizo no se hace dos veces.'
    ErrorLine       = 'ERROR: {0}'
    WarningLine     = 'ADVERTENCIA: {0}'
    MoreFailures    = '{0} más ({1}), en {2}'
    HeldRow         = 'Línea {0}, {1}: {2}'
    HeldRows        = 'filas retenidas'
    StateRequired   = 'Use -StatePath con el archivo que registra lo que este script agregó, por ejemplo -StatePath rrhh.estado.csv. Se crea en la primera ejecución. Sin él, solo es posible -Revoke None.'
    RosterMissing   = "No existe la nómina '{0}'. No se envió nada. Revise la ruta."
    BadColumnMap    = "El mapa de columnas '{0}' no tiene la forma campo=columna, por ejemplo RefId=Legajo."
    OneConnection   = 'Use solo uno de -{0}.'
    TokenMissing    = "No existe el archivo del token '{0}'. No se envió nada. Revise -TokenPath."
    TokenEmpty      = "El archivo del token '{0}' está vacío. No se envió nada. Escriba el token en él."
    TokenUnreadable = "El archivo del token '{0}' no contiene un SecureString que esta cuenta pueda leer. No se envió nada. Con esta cuenta, escríbalo de nuevo: Read-Host -AsSecureString | Export-Clixml <archivo>"
    ServiceDead     = 'La ejecución no pudo comenzar con {0}: {1}'
}
