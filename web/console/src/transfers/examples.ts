/// How a shop signs a call, in the two ways shops are most often written.
const BODY = `{"type":"order.created","id":"evt-1001","updated_at":"2026-11-22T18:05:00+08:00",
 "order":{"number":"1001","placed_at":"2026-11-22T18:05:00+08:00","total":1280,"currency":"TWD",
  "customer":{"member_number":"M-1","phone":"0912345678"},
  "items":[{"product_id":"tote","name":"帆布袋","quantity":1,"price":1280}]}}`;

/// With the secret, while it can be seen, an example runs as it stands.
export function curlExample(url: string, secret = "whsec_…"): string {
  return `SECRET='${secret}'
BODY='${BODY}'
STAMP=$(date +%s)
SIGNATURE=$(printf '%s.%s' "$STAMP" "$BODY" | openssl dgst -sha256 -hmac "$SECRET" | sed 's/^.* //')
curl -X POST '${url}' \\
  -H 'Content-Type: application/json' \\
  -H "Parley-Timestamp: $STAMP" \\
  -H "Parley-Signature: v1=$SIGNATURE" \\
  --data-raw "$BODY"`;
}

export function phpExample(url: string, secret = "whsec_…"): string {
  return `<?php
$secret = '${secret}';
$body = '${BODY}';
$stamp = time();
$signature = hash_hmac('sha256', $stamp . '.' . $body, $secret);
$call = curl_init('${url}');
curl_setopt_array($call, [
  CURLOPT_POST => true,
  CURLOPT_POSTFIELDS => $body,
  CURLOPT_RETURNTRANSFER => true,
  CURLOPT_HTTPHEADER => [
    'Content-Type: application/json',
    'Parley-Timestamp: ' . $stamp,
    'Parley-Signature: v1=' . $signature,
  ],
]);
echo curl_exec($call);`;
}
