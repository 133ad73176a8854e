using Aquatope.Cli;

// A stage worker's start-up is the cold start: it takes this way before anything of the command line is loaded.
return args is [StageWorkerCommand.Name, var workflow]
    ? await StageWorkerCommand.RunAsync(workflow)
    : await CommandLine.RunAsync(args);
