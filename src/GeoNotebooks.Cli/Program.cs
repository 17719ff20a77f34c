using GeoNotebooks.Cli.Commands;

return await CommandLine.RunAsync(args);
