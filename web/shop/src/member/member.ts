import { identify, reset, tellGoogle } from "../tracking/parley";
import { kept } from "../shell/store";

/** Somebody who has signed in. The demo shop believes whoever says so and asks for no password. */
export interface Member {
  readonly number: string;
  readonly name: string;
  readonly email: string;
}

export const ownMember = kept<Member | null>("kite.member", readMember);

export function signIn(name: string, email: string): Member {
  const address = email.trim().toLowerCase();
  const member = { number: memberNumber(address), name: name.trim(), email: address };
  ownMember.set(member);
  identify(member.number, { name: member.name, email: member.email });
  tellGoogle("login", { method: "email" });
  return member;
}

export function signOut(): void {
  ownMember.set(null);
  reset();
}

/** One e-mail is always the same member, in whatever browser she signs in: the number is made of the address. */
export function memberNumber(email: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(email.trim().toLowerCase())) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return `K${String(hash % 100_000_000).padStart(8, "0")}`;
}

function readMember(found: unknown): Member | null {
  if (typeof found !== "object" || found === null) return null;
  const { number, name, email } = found as Record<string, unknown>;
  return typeof number === "string" && typeof name === "string" && typeof email === "string"
    ? { number, name, email }
    : null;
}
