class Html {
    def out = []
    int depth = 0
    def methodMissing(String name, args) {
        def attrs = args.find { it instanceof Map } ?: [:]
        def body = args.find { it instanceof Closure }
        def text = args.find { it instanceof String }
        out << '  ' * depth + "<$name${attrs.collect { k, v -> " $k='$v'" }.join('')}>" + (text ?: '')
        if (body) {
            depth++
            body.delegate = this
            body.resolveStrategy = Closure.DELEGATE_FIRST
            body()
            depth--
        }
        null
    }
}
def h = new Html()
h.html {
    head { title 'Hi' }
    body(class: 'main') {
        ['a', 'b'].each { x -> li(id: x, "item $x") }
        p 'text', style: 'bold'
    }
}
println h.out.join('\n')
class Spec { def vals = [:]; def name(n) { vals.name = n }; def opts(Map m) { vals.opts = m }; def nested(@DelegatesTo(Spec) Closure c) { def s = new Spec(); s.with(c); vals.nested = s.vals } }
def spec(Closure c) { def s = new Spec(); c.delegate = s; c.resolveStrategy = Closure.DELEGATE_FIRST; c(); s.vals }
println spec {
    name 'top'
    opts a: 1, b: 2
    nested { name 'inner' }
}
