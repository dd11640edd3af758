package wrapped

/**
 * Shell steps with retries and limits, on Igor and on a stock Jenkins alike: {@code import wrapped.Wrapped}, then
 *
 *     Wrapped.shell(job('nightly'), [retries: 2, timeout: '30m'], 'make nightly', binding.hasVariable('IGOR'))
 *
 * Igor runs every step under its wrapper, so there the policy is the job's. On a stock Jenkins it becomes options of
 * {@code igor_wrap.py}, which has to be in the PATH of the agents (see wrapper/README.md).
 */
class Wrapped {
    static void shell(job, Map policy, String text, boolean isIgor = false) {
        if (isIgor) {
            job.igor { policy.each { name, value -> "$name"(value) } }
        }
        job.steps {
            shell(isIgor ? text : command(policy, text))
        }
    }

    /** The text of a step that runs {@code text} as Jenkins would, under the wrapper. */
    static String command(Map policy, String text) {
        def options = policy.collect { name, value -> "--${option(name)} ${quoted(value)}" }.join(' ')
        def script = text.startsWith('#!') ? "sh -c ${quoted(WITH_INTERPRETER)} sh ${quoted(text)}" : "sh -xe -c ${quoted(text)}"
        "#!/bin/sh\nexec igor_wrap.py --job \"\$JOB_NAME\" ${options} -- ${script}\n"
    }

    /** A script with its own interpreter is a file for as long as it runs. */
    private static final String WITH_INTERPRETER =
        'script=$(mktemp) && printf %s "$1" > "$script" && chmod 700 "$script" && "$script"; code=$?; rm -f "$script"; exit $code'

    /** maxDelay is --max-delay. */
    private static String option(Object name) {
        name.toString().replaceAll(/[A-Z]/) { '-' + it.toLowerCase() }
    }

    private static String quoted(Object value) {
        "'" + value.toString().replace("'", "'\\''") + "'"
    }
}
