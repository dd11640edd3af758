import static java.lang.Math.*
import static java.util.Collections.max as biggest
import java.text.SimpleDateFormat as SDF
import java.util.concurrent.*
println abs(-3) + floor(2.7) + PI
println biggest([1, 5, 2])
---
import static java.lang.Math.*
import static java.util.Collections.max as biggest
import java.text.SimpleDateFormat as SDF
import java.util.concurrent.*
println new SDF('yyyy').format(new Date(0))
println TimeUnit.HOURS.toMinutes(2)
---
import java.util.regex.Pattern
import java.util.regex.Matcher
import groovy.transform.Field
@Field def total = 10
@Field static final List NAMES = ['a']
@Field String typed
def add(n) { total += n }
add(5)
println "$total $NAMES $typed"
Pattern p = ~/\d+/
Matcher m = p.matcher('a12')
println "${m.find()} ${m.group()}"
println Pattern.compile('(?i)ABC').matcher('xabc').find()
---
import java.util.List as JList
import java.util.concurrent.atomic.AtomicInteger
JList l = [1]
def n = new AtomicInteger(5)
println l + n.incrementAndGet()
---
import static java.lang.Math.PI
import static java.lang.Math.max as biggest
println biggest(1, 2) + ' ' + (PI > 3)
---
import static java.util.Calendar.MARCH
import static java.lang.Integer.parseInt
println MARCH + parseInt('7')
---
import groovy.json.JsonOutput as J
println J.toJson([a: 1])
println groovy.json.JsonOutput.toJson([1])
println java.util.UUID.fromString('00112233-4455-6677-8899-aabbccddeeff')
---
import static java.util.concurrent.TimeUnit.*
println SECONDS.toMillis(2) + ' ' + DAYS
---
import no.such.Thing
println 1
---
import java.util.regex.*
println Pattern.compile('a').matcher('banana').replaceAll('o')
def m = Matcher
println m.simpleName
