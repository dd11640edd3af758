import groovy.json.*
def o = new JsonSlurper().parseText('{"b": 1, "a": [1, 2.5, true, null, "x\\u0041\\n"], "c": {"z": 1, "y": {}}, "big": 12345678901, "e": 1.5e3}')
println o
println o.a[1].class.simpleName + o.b.class.simpleName + o.big.class.simpleName
println o.c.z
println o.keySet()
println JsonOutput.toJson([a: 1, b: [1, 2, null], c: 'q"\n\\', d: true, e: 1.50, f: [:], g: []])
println JsonOutput.toJson('str') + JsonOutput.toJson(5) + JsonOutput.toJson(null) + JsonOutput.toJson([1, 'é'])
println JsonOutput.prettyPrint('{"a":1,"b":[1,2,{"c":"d,e:{}"}],"f":{"g":null}}')
println JsonOutput.toJson("g${1}")
def b = new JsonBuilder()
b.person {
    name 'Bob'
    age 5
    tags 'x', 'y'
    address { city 'Paris' }
    items([1, 2]) { n -> value n }
}
println b
println b.toPrettyString()
println new JsonBuilder([a: 1, b: [2]]).toString()
class P { String n; int a }
println JsonOutput.toJson(new P(n: 'z', a: 1))
println new JsonSlurper().parseText('[1, [2], {"k": "v"}]')
try { new JsonSlurper().parseText('{bad') } catch (JsonException e) { println 'bad json' }
def c = new JsonBuilder()
def r = c([1, 2, 3]) { i -> v i * 2 }
println c.toString()
println c.content
