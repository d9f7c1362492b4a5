raise GeneratorExit("out")
