// Runs each script given by path in a fresh GroovyShell and writes what it prints to OUT/NAME.out.
// Of files in a folder "chunks", each part between lines "---" is a script of its own; so are the parts of the output.
def target = new File(args[0])
def real = System.out
def run = { String source, String name ->
    def buffer = new ByteArrayOutputStream()
    def stream = new PrintStream(buffer, true, 'UTF-8')
    System.out = stream
    try {
        def binding = new Binding([:])
        binding.setProperty('out', stream)
        new GroovyShell(binding).run(source, name, [])
    } catch (org.codehaus.groovy.control.MultipleCompilationErrorsException e) {
        stream.println("REFUSED ${e.message.replaceAll(/\s+@ line/, " @ line").readLines()[1]}")
    } catch (Throwable e) {
        stream.println("UNCAUGHT ${e.class.name}: ${e.message}")
    } finally {
        System.out = real
    }
    buffer.toString('UTF-8')
}
args.drop(1).each { path ->
    def file = new File(path)
    def source = file.getText('UTF-8')
    def parts = file.parentFile.name == 'chunks' ? source.split('(?m)^---\n', -1) : [source]
    def printed = parts.collect { run(it, file.name) }
    new File(target, file.name.replace('.groovy', '.out')).setText(printed.join('---\n'), 'UTF-8')
}
