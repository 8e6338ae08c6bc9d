package dev.hazir.host.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who may come in to a host that nobody sets up by hand:
 *
 * <pre>
 *   {"people": [{"name": "ops", "role": "admin", "passwordHash": "$argon2id$v=19$m=19456,t=2,p=1$…"}]}
 * </pre>
 */
record SetupFile(Path file, List<Entry> people) {

    /** One of them; the role is admin when it is missing. */
    record Entry(
            @Nullable String name,
            @Nullable String role,
            @Nullable String passwordHash) {}

    /** @param network how the host is reached; others read it */
    private record Content(
            @Nullable List<Entry> people, @Nullable JsonNode network) {}

    /** @throws IOException with a sentence for the operator */
    static SetupFile read(Path file) throws IOException {
        try {
            Content content = JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build()
                    .readValue(Files.readAllBytes(file), Content.class);
            if (content == null || content.people() == null || content.people().isEmpty()) {
                throw unfit(file, "it names no people");
            }
            return new SetupFile(file, content.people());
        } catch (NoSuchFileException e) {
            throw unfit(file, "it is not there");
        } catch (JacksonException e) {
            throw unfit(file, e.getOriginalMessage());
        }
    }

    /** Lets all of them in, or nobody. */
    void addTo(People register) throws IOException {
        List<People.Hashed> all = new ArrayList<>();
        for (Entry entry : people) {
            Role role = role(entry);
            if (entry.name() == null || entry.passwordHash() == null || role == null) {
                throw unfit(
                        file, "each of the people has a name, a passwordHash and a role of viewer, operator or admin");
            }
            all.add(new People.Hashed(entry.name(), role, entry.passwordHash()));
        }
        if (all.stream().noneMatch(person -> person.role() == Role.ADMIN)) {
            throw unfit(file, "it names no administrator");
        }
        try {
            register.addHashed(all);
        } catch (AccessException e) {
            throw unfit(file, String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable Role role(Entry entry) {
        return entry.role() == null ? Role.ADMIN : Role.of(entry.role()).orElse(null);
    }

    private static IOException unfit(Path file, String why) {
        return new IOException("The set-up file " + file + " (HAZIR_SETUP_FILE) will not do: " + why
                + ". Correct it, or start without it and set up the host by hand.");
    }
}
