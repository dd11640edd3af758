println 'hello'.bytes.encodeBase64().toString() + ' ' + new String('aGVsbG8='.decodeBase64())
println([Base64.encoder.encodeToString('hi?>'.bytes), Base64.urlEncoder.encodeToString('hi?>'.bytes), Base64.urlEncoder.withoutPadding().encodeToString('a'.bytes)])
---
println new String(Base64.decoder.decode('aGk='), 'UTF-8') + ' ' + new String(Base64.getUrlDecoder().decode('aGk_Pg'))
println Base64.mimeEncoder.encodeToString(('x' * 60).bytes).replace('\r\n', '|')
---
println new String(Base64.getMimeDecoder().decode('aGVs\nbG8='))
println Base64.encoder.encode('q'.bytes)
---
try { Base64.decoder.decode('a*b') } catch (e) { println e.class.simpleName + ': ' + e.message }
