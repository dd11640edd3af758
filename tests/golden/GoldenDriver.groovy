// Runs each script given by path in a fresh GroovyShell and writes what it prints to OUT/NAME.out.
def target = new File(args[0])
def real = System.out
args.drop(1).each { path ->
    def file = new File(path)
    def buffer = new ByteArrayOutputStream()
    def stream = new PrintStream(buffer, true, 'UTF-8')
    System.out = stream
    try {
        def binding = new Binding([:])
        binding.setProperty('out', stream)
        new GroovyShell(binding).run(file.getText('UTF-8'), file.name, [])
    } catch (Throwable e) {
        stream.println("UNCAUGHT ${e.class.name}: ${e.message}")
    } finally {
        System.out = real
    }
    new File(target, file.name.replace('.groovy', '.out')).bytes = buffer.toByteArray()
}
