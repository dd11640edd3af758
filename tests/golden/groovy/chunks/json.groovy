import groovy.json.*
def j = new JsonSlurper().parseText('{"z": 1, "a": [1.5, 2e3, "x\\u0041\\n", null, true, {"q": {}}], "n": -0, "big": 12345678901, "e": 1E-5}')
println j
println(['' + j.a[5].q, j.a[0].class.simpleName, j.z.class.simpleName, j.big.class.simpleName])
println([j.a.class.simpleName, j.missing])
j.z = 5; j.new = 'k'
println "${j.keySet()} ${j.z}"
---
import groovy.json.*
println JsonOutput.toJson([a: 1, b: [1, 'x', null], c: [d: true], 'e f': 1.50, g: "g${1}", h: 'q"\\/\n\té\u0001', i: 'c' as char, j: 1L, k: 2.0d, l: 1.5f, m: 10G])
println([JsonOutput.toJson([1, 2]), JsonOutput.toJson('s'), JsonOutput.toJson(null), JsonOutput.toJson(true)])
println([JsonOutput.toJson(5), JsonOutput.toJson([:]), JsonOutput.toJson([]), JsonOutput.toJson(1..3)])
println([JsonOutput.toJson([1, 2] as Set), JsonOutput.toJson([1, 2] as int[]), JsonOutput.toJson('x' as char)])
println([JsonOutput.toJson(new Date(0)), JsonOutput.toJson(UUID.fromString('00112233-4455-6677-8899-aabbccddeeff')), JsonOutput.toJson(new URL('http://h/p')), JsonOutput.toJson(Calendar.instance.with { timeInMillis = 0; it })])
println JsonOutput.toJson('<a href="x">&\u20ac \ud83d\ude00 \u2028</a>')
---
import groovy.json.*
class P { String name; int age; List tags = ['a']; Map m = [k: 1]; private hidden = 1; static st = 2; def nul }
println JsonOutput.toJson(new P(name: 'n', age: 3))
println JsonOutput.toJson([new P(name: 'x')])
enum E { A, B { String toString() { 'bee' } } }
println JsonOutput.toJson([E.A, E.B]) + JsonOutput.toJson([(E.A): 1])
class Ex { def getComputed() { 5 }; def z = 1; def a = 2 }
println JsonOutput.toJson(new Ex())
println JsonOutput.toJson(new Expando(x: 1, y: 'b'))
println JsonOutput.toJson([(1): 2, (true): 'x'])
try { JsonOutput.toJson([(null): 1]) } catch (e) { println e.class.simpleName + ': ' + e.message }
try { JsonOutput.toJson(Double.NaN) } catch (e) { println e.class.name + ': ' + e.message }
---
import groovy.json.*
println JsonOutput.prettyPrint('{"a":1,"b":[1,2,{"c":[]}],"d":{},"e":"x:{y},[z]\\"","f":null}')
println([JsonOutput.prettyPrint('[]'), JsonOutput.prettyPrint('{}'), JsonOutput.prettyPrint('"s"'), JsonOutput.prettyPrint('[1,[2,[3]]]')])
println JsonOutput.prettyPrint(JsonOutput.toJson([u: 'é/']))
---
import groovy.json.*
def b = new JsonBuilder()
b.person { name 'n'; age 5; tags 'a', 'b'; nested { x 1 }; list([1, 2]) { v it }; empty() ; mapArg a: 1, b: 2 }
println b.toString()
println b.toPrettyString()
---
import groovy.json.*
println new JsonBuilder([a: 1, b: [2]]).toString()
println new JsonBuilder([1, 2]).toPrettyString()
def b = new JsonBuilder()
b 1, 2, 3
println b
b([1, 2, 3]) { n -> v n * 2 }
println b
b(a: 1, c: 'x')
println b
b { x 1; y { z 2 } }
println b
b.call([[n: 'p'], [n: 'q']], { nm it.n })
println b
println b.content
def w = new StringWriter(); b.writeTo(w); println w
b.root(a: 1)
println b
b.root(a: 1) { q 2 }
println b
b.root()
println b
try { b.root(1, 2) } catch (e) { println e.class.simpleName + ': ' + e.message }
---
import groovy.json.*
def w = new StringWriter()
def s = new StreamingJsonBuilder(w)
s.people { person { name 'x'; tags(['a', 'b']) }; list([1, 2]) { n it } ; enabled true; nul null }
println w
w = new StringWriter(); new StreamingJsonBuilder(w)(a: 1, b: [2]); println w
w = new StringWriter(); new StreamingJsonBuilder(w)([1, 2]) { v it }; println w
w = new StringWriter(); new StreamingJsonBuilder(w)(1, 'x'); println w
w = new StringWriter(); def sj = new StreamingJsonBuilder(w); sj { aa 1; b { c 2 } }; println w
w = new StringWriter(); new StreamingJsonBuilder(w, [q: 1]); println w
---
import groovy.json.*
def t = { try { println new JsonSlurper().parseText(it) } catch (e) { println e.class.simpleName } }
t '[1,2'; t '{a:1}'; t '{"a" 1}'; t 'nope'; t '[1,,2]'; t '"str"'; t '5'; t 'true'; t '[1] x'; t '{"a":1,}'; t ''; t '{"a":1,"a":2}'; t '[01]'; t '  [ ]  '; t '{}'; t '[1.0e]'; t '["\\x"]'
---
import groovy.json.*
println new JsonSlurperClassic().parseText('{"b":1,"a":{"z":[1]}}').getClass().simpleName
println '' + new JsonSlurper().parse('{"x":1}'.bytes) + new JsonSlurper().parse(new StringReader('[1]')) + new JsonSlurper().parse('{"c":2}'.toCharArray())
println new JsonSlurper().setType(JsonParserType.LAX).parseText("{a: 'b', // c\n d: 1}")
println new JsonSlurper(type: JsonParserType.INDEX_OVERLAY).parseText('{"a":1}').a
println JsonOutput.toJson(new JsonSlurper().parseText('{"b":{"d":1},"a":[1.10,2]}'))
def o = new JsonSlurper().parseText('{"items":[{"n":1,"ok":true},{"n":2,"ok":false}]}')
println([o.items.findAll { it.ok }*.n, o.items.n, o.items.sum { it.n }, o.items[1].size()])
println o.items.collectEntries { [it.n, it.ok] }
println o == [items: [[n: 1, ok: true], [n: 2, ok: false]]]
---
['<html>', '{"a":}', '{bad', "{'a': 1}", '{"a":1 "b":2}', '{"a":1', '[1 2]', '{"a" 1}', '{"a":[}', '{"a":\n\n bad}', '\n\n x'].each {
    try { println new groovy.json.JsonSlurper().parseText(it) } catch (groovy.json.JsonException e) { println e.message }
}
println new groovy.json.JsonSlurper().parseText('{"a":"x\ny"}').a
try { new groovy.json.JsonSlurperClassic().parseText('{bad') } catch (groovy.json.JsonException e) { println e.message }
---
println([1, 'a', null, [:], []].toListString())
def seen = []
[1, 2, 3].eachPermutation { seen << it.join('') }
println seen.sort()
try { new ArrayList(-1) } catch (e) { println e }
