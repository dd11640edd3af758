package batch

/** What the jobs of the batch team have in common. Scripts say {@code import batch.Batch}. */
class Batch {
    /** Folder below JENKINS_HOME through which jobs hand data to each other. */
    static final String SHARED = 'userContent'

    /** Description and history; every job calls this first. */
    static void describe(job, String text) {
        job.with {
            description(text.stripIndent().trim())
            logRotator {
                daysToKeep(30)
                numToKeep(50)
            }
        }
    }

    /** One shell step for each script, in order. The texts become part of the job: agents need no checkout. */
    static void run(job, List<String> texts) {
        job.with {
            steps {
                texts.each { shell(it) }
            }
        }
    }

    /** Retries for steps that fail now and then, and a limit for every attempt. */
    static void guard(job, int attempts, String limit) {
        job.with {
            igor {
                retries attempts - 1
                backoff '1s'
                timeout limit
            }
        }
    }
}
