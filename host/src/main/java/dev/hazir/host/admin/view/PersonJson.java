package dev.hazir.host.admin.view;

import dev.hazir.host.security.Person;
import java.time.Instant;

/** Somebody who may come in, as JSON; never with the hash. */
public record PersonJson(String name, String role, Instant since, Instant passwordSince) {

    public static PersonJson of(Person person) {
        return new PersonJson(person.name(), person.role().word(), person.since(), person.passwordSince());
    }
}
