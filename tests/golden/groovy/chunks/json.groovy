import groovy.json.*
def j = new JsonSlurper().parseText('{"z": 1, "a": [1.5, 2e3, "x\\u0041\\n", null, true, {"q": {}}], "n": -0, "big": 12345678901, "e": 1E-5}')
println j
println(['' + j.a[5].q, j.a[0].class.simpleName, j.z.class.simpleName, j.big.class.simpleName])
println([j.a.class.simpleName, j.missing])
j.z = 5; j.new = 'k'
println "${j.keySet()} ${j.z}"
---
import groovy.json.*
println JsonOutput.prettyPrint('{"a":1,"b":[1,2,{"c":[]}],"d":{},"e":"x:{y},[z]\\"","f":null}')
println([JsonOutput.prettyPrint('[]'), JsonOutput.prettyPrint('{}'), JsonOutput.prettyPrint('"s"'), JsonOutput.prettyPrint('[1,[2,[3]]]')])
println JsonOutput.prettyPrint(JsonOutput.toJson([u: 'é/']))
