// Evaluates the scripts of a file, one after a line "%%%%", each in a fresh GroovyShell; writes their outcomes likewise.
// A script that takes more than five seconds is stopped: left alone it would take the processor and the memory of the rest.
import org.codehaus.groovy.runtime.InvokerHelper
def outcome(source) {
    try {
        def value = new GroovyShell(new Binding([:])).run(source, 'Case.groovy', [])
        value == null ? 'null' : value.getClass().name + ' ' + InvokerHelper.toString(value)
    } catch (org.codehaus.groovy.control.MultipleCompilationErrorsException e) {
        'REFUSED'
    } catch (Throwable e) {
        "THROWN ${e.class.name}: ${e.message}".toString()
    }
}
def cases = new File(args[0]).getText('UTF-8').split('(?m)^%%%%\n', -1)
new File(args[1]).withWriter('UTF-8') { writer ->
    cases.eachWithIndex { source, index ->
        if (index) writer << '%%%%\n'
        def task = new java.util.concurrent.FutureTask({ outcome(source) } as java.util.concurrent.Callable)
        def thread = new Thread(null, task, 'case', 1L << 24)
        thread.daemon = true
        thread.start()
        def text
        try {
            text = task.get(5, java.util.concurrent.TimeUnit.SECONDS)
        } catch (java.util.concurrent.TimeoutException e) {
            text = 'TIMEOUT'
            thread.stop()
        }
        writer << text << '\n'
    }
}
System.exit(0)
