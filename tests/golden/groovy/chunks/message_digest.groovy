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
