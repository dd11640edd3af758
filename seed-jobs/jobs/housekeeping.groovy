import batch.Batch

// These jobs work on the controller's own files, so they run on its own node.
def onController = { String name, String schedule, String text, String script ->
    def made = job(name) {
        label('built-in')
        triggers {
            cron(schedule)
        }
    }
    Batch.describe(made, text)
    Batch.guard(made, 2, '10m')
    Batch.run(made, [script])
    made
}

onController('backup-store', 'H H(1-4) * * *',
    'Backs up the store of the controller, restores the copy and compares it. Keeps seven copies in backups/.',
    readFileFromWorkspace('scripts/back_up_store.py'))

onController('disk-report', 'H H/4 * * *',
    'Measures what takes how much space below the home folder; fails when the disk is nearly full.',
    readFileFromWorkspace('scripts/report_disk_use.sh'))

def cleaner = onController('clean-workspaces', '@weekly',
    'Deletes workspaces in which nothing has changed for some days and no build runs.',
    readFileFromWorkspace('scripts/clean_workspaces.py'))
cleaner.with {
    parameters {
        stringParam('KEEP_DAYS', '14', 'Workspaces that changed within so many days stay')
        booleanParam('DRY_RUN', false, 'Only say what would be deleted')
    }
}

listView('Housekeeping') {
    description('What keeps the controller healthy')
    jobs {
        name('backup-store')
        regex('(clean|disk)-.*')
    }
    columns {
        status()
        weather()
        name()
        lastSuccess()
        lastFailure()
        lastDuration()
        buildButton()
    }
}

queue('backup-store')
queue('disk-report')
