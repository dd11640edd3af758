// Evaluates the scripts of a file, one after a line "%%%%", each in a fresh GroovyShell; writes their outcomes likewise.
import org.codehaus.groovy.runtime.InvokerHelper
def cases = new File(args[0]).getText('UTF-8').split('(?m)^%%%%\n', -1)
new File(args[1]).withWriter('UTF-8') { writer ->
    def pool = java.util.concurrent.Executors.newCachedThreadPool({ r -> def t = new Thread(null, r, 'case', 1L << 24); t.daemon = true; t } as java.util.concurrent.ThreadFactory)
    cases.eachWithIndex { source, index ->
        if (index) writer << '%%%%\n'
        def task = pool.submit({
            try {
                def value = new GroovyShell(new Binding([:])).run(source, 'Case.groovy', [])
                value == null ? 'null' : value.getClass().name + ' ' + InvokerHelper.toString(value)
            } catch (org.codehaus.groovy.control.MultipleCompilationErrorsException e) {
                'REFUSED'
            } catch (Throwable e) {
                "THROWN ${e.class.name}: ${e.message}".toString()
            }
        } as java.util.concurrent.Callable)
        def text
        try { text = task.get(5, java.util.concurrent.TimeUnit.SECONDS) } catch (java.util.concurrent.TimeoutException e) { text = 'TIMEOUT' }
        writer << text << '\n'
    }
}
System.exit(0)
