println 'hello'.bytes.encodeBase64().toString() + ' ' + new String('aGVsbG8='.decodeBase64())
println([Base64.encoder.encodeToString('hi?>'.bytes), Base64.urlEncoder.encodeToString('hi?>'.bytes), Base64.urlEncoder.withoutPadding().encodeToString('a'.bytes)])
