import batch.Batch

// They hand data to each other below JENKINS_HOME: on the controller's own node, or on an agent of the same machine.
def nearController = 'built-in || local'

// Every 15 minutes: a few MB of access log become hourly figures.
def rollup = job('access-log-rollup') {
    label(nearController)
    triggers {
        cron('H/15 * * * *')
    }
    environmentVariables(DAYS: 7, REQUESTS_PER_HOUR: 240)
}
Batch.describe(rollup, '''
    Rolls up the access log into hourly figures: requests, errors, bytes, median and 95th percentile of the time.
    Result: userContent/access-log/hourly.csv''')
Batch.guard(rollup, 2, '2m')
Batch.run(rollup, [
    readFileFromWorkspace('scripts/sample_access_log.py'),
    readFileFromWorkspace('scripts/roll_up_access_log.py'),
])

// Daily, in two steps: the second job starts when the first one has succeeded.
def totals = job('orders-totals') {
    label(nearController)
    triggers {
        cron('@daily')
    }
    publishers {
        downstream('orders-report', 'SUCCESS')
    }
}
Batch.describe(totals, 'First step: totals of the orders by day and product. Starts orders-report.')
Batch.guard(totals, 2, '2m')
Batch.run(totals, [readFileFromWorkspace('scripts/total_orders.py')])

def report = job('orders-report') {
    label(nearController)
    blockOnUpstreamProjects()
}
Batch.describe(report, 'Second step: adds up the totals to weeks, checks that nothing is missing, writes a page.')
Batch.guard(report, 1, '1m')
Batch.run(report, [readFileFromWorkspace('scripts/report_orders.py')])

listView('Reports') {
    description('Figures for people')
    jobs {
        names('access-log-rollup', 'orders-totals', 'orders-report')
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

queue('access-log-rollup')
queue('orders-totals')
