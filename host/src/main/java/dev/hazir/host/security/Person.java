package dev.hazir.host.security;

import java.time.Instant;

/**
 * Somebody who may come in.
 *
 * @param hash of the password, see {@link PasswordHash}
 * @param since when it was added
 * @param passwordSince when the password was set
 */
public record Person(String name, Role role, String hash, Instant since, Instant passwordSince) {

    Person withRole(Role next) {
        return new Person(name, next, hash, since, passwordSince);
    }

    Person withHash(String next, Instant now) {
        return new Person(name, role, next, since, now);
    }

    /** Names are the same whatever the case of their letters. */
    boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }

    /** Never shows the hash. */
    @Override
    public String toString() {
        return name + " (" + role.word() + ")";
    }
}
