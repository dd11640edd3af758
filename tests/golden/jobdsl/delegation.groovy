// Who answers a call: the context, the enclosing contexts, the script.
def common = { shell('common') }
def more = { batchFile('more') }
void addMail(context) { context.with { mailer('a@example.org') } }
def withOwner(ctx, text) { ctx.shell(text) }
job('a') {
    it.description('by it')
    steps {
        shell('one')
        displayName('from steps')
        withOwner(delegate, 'by delegate')
        'shell'('quoted')
        [1, 2].each { n -> shell("each $n") }
    }
    steps common
    steps(common << more)
    publishers { addMail(delegate) }
    scm { git { remote { url('u'); branch('in-remote') } } }
}
def j = job('b')
j.with {
    description('1')
    steps { shell('x') }
}
j.steps { shell('y') }
j.description('2')
for (i in 1..3) {
    pipelineJob("p$i") {
        definition { cps { script("echo $i"); sandbox() } }
    }
}
