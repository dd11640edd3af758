import java.security.MessageDigest
def md = MessageDigest.getInstance('MD5')
println md.digest('abc'.bytes).encodeHex().toString()
println new BigInteger(1, MessageDigest.getInstance('SHA-1').digest('abc'.getBytes('UTF-8'))).toString(16).padLeft(40, '0')
def sha = MessageDigest.getInstance('SHA-256')
sha.update('a'.bytes); sha.update('bc'.bytes)
println sha.digest().encodeHex()
println([MessageDigest.getInstance('SHA-512').digest(''.bytes).length, md.algorithm, md.digestLength])
println MessageDigest.isEqual('a'.bytes, 'a'.bytes)
println 'abc'.bytes.collect { String.format('%02x', it) }.join()
try { MessageDigest.getInstance('NOPE') } catch (e) { println e }
---
import java.security.*
println MessageDigest.getInstance('MD5').digest('abc'.bytes).encodeHex().toString()
---
import java.security.MessageDigest
def hex = { alg, s -> MessageDigest.getInstance(alg).digest(s.getBytes('UTF-8')).collect { String.format('%02x', it & 0xff) }.join() }
println hex('SHA-1', 'hello')
println hex('SHA-256', 'hello')
---
import java.security.MessageDigest
def d = MessageDigest.getInstance('SHA-256')
['a', 'b', 'c'].each { d.update(it.bytes) }
println new BigInteger(1, d.digest()).toString(16).padLeft(64, '0')
println d.digest('x'.bytes).length
---
import java.security.MessageDigest
def d = MessageDigest.getInstance('MD5')
d.update('abc'.bytes)
d.reset()
println d.digest().encodeHex()
println d.algorithm + ' ' + d.digestLength
---
println 'abc'.bytes.encodeHex().toString() + ' ' + new String('616263'.decodeHex())
