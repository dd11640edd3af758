import batch.Batch

folder('imports') {
    displayName('Imports and exports')
    description('What comes from elsewhere, and what goes there')
}

// Its source answers at the third attempt only: the wrapper repeats the step, the build succeeds.
def flaky = job('imports/flaky-import') {
    triggers {
        cron('H H/4 * * *')
    }
}
Batch.describe(flaky, 'Imports a feed whose server fails twice before it answers: three attempts, one build.')
Batch.guard(flaky, 3, '30s')
Batch.run(flaky, [readFileFromWorkspace('scripts/flaky_import.sh')])

// Takes longer than its limit: the wrapper ends it with all its children, the build says timeout.
def overrunning = job('imports/overrunning-export') {
    igor {
        timeout '5s'
        grace '2s'
    }
}
Batch.describe(overrunning, 'Starts children and never ends: shows what happens to a job that overruns its limit.')
Batch.run(overrunning, [readFileFromWorkspace('scripts/overrunning_export.sh')])

// On demand only.
def replay = job('imports/replay-import') {
    concurrentBuild()
    parameters {
        stringParam('DAY', '2026-01-05', 'The day to import again, as YYYY-MM-DD')
        choiceParam('TABLE', ['orders', 'customers', 'products'], 'What to import')
        booleanParam('DRY_RUN', true, 'Only count the rows')
    }
}
Batch.describe(replay, 'Imports one day of one table again, on demand.')
Batch.guard(replay, 1, '1m')
Batch.run(replay, [readFileFromWorkspace('scripts/replay_import.py')])

queue('imports/flaky-import')
queue('imports/overrunning-export')
