// Speaks to Parley as any shop's server would: the client of Segment as it is published, only its host changed.
import { Analytics } from '@segment/analytics-node'

const [host, writeKey] = process.argv.slice(2)
const analytics = new Analytics({ writeKey, host, flushAt: 4, maxRetries: 1 })
const failures = []
analytics.on('error', (error) => failures.push(error))

analytics.page({ anonymousId: 'node-visitor', name: '包袋', properties: { url: 'https://kite.example/bags', title: '包袋' } })
analytics.track({ anonymousId: 'node-visitor', event: 'Product Viewed', properties: { product_id: 'p1', price: 1280 } })
analytics.identify({ userId: 'node-member', anonymousId: 'node-visitor', traits: { name: '林郁晴', email: 'yu@example.com' } })
analytics.alias({ userId: 'node-member', previousId: 'node-visitor' })
analytics.group({ userId: 'node-member', groupId: 'vip', traits: { name: 'VIP' } })
analytics.screen({ userId: 'node-member', name: 'Home' })
for (let n = 0; n < 20; n++) {
  analytics.track({ userId: 'node-member', event: 'Clicked', properties: { n }, timestamp: new Date('2026-05-01T10:00:00Z') })
}
await analytics.flush({ close: true, timeout: 20000 })
if (failures.length > 0) {
  console.error(failures)
  process.exit(1)
}
