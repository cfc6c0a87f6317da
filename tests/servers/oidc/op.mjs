// An OpenID provider on loopback (npm oidc-provider) with its own login form, where any password is right.
// usage: node op.mjs '{"port": …, "issuer": …, "client": {…}, "people": {name: [group, …]}}'
import { Provider } from 'oidc-provider'

const { port, issuer, client, people } = JSON.parse(process.argv[2])
const provider = new Provider(issuer, {
  clients: [client],
  findAccount: (_, id) => people[id] && { accountId: id, claims: () => ({ sub: `sub-of-${id}`, preferred_username: id, groups: people[id] }) },
  claims: { openid: ['sub', 'preferred_username', 'groups'], profile: [] },
  conformIdTokenClaims: false,
  features: { devInteractions: { enabled: true }, backchannelLogout: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  // its own fetch never asks loopback, where our console is
  fetch: (url, { dispatcher, ...options }) => globalThis.fetch(url, options),
  pkce: { required: () => true },
  cookies: { keys: ['test'] },
})
provider.on('backchannel.error', (_, error) => console.log('back-channel:', error))
provider.listen(port, '127.0.0.1', () => console.log('ready'))
