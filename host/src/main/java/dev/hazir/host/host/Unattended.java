package dev.hazir.host.host;

import dev.hazir.host.config.ConfigException;
import dev.hazir.host.config.ConfigFile;
import dev.hazir.host.config.ConfigReader;
import dev.hazir.host.config.HostConfig;
import dev.hazir.host.lifecycle.MachineName;
import dev.hazir.host.security.People;
import dev.hazir.host.store.Home;
import dev.hazir.host.tls.Certificates;
import dev.hazir.host.tls.OwnAddresses;
import dev.hazir.host.tls.TlsFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the second page of the set-up asks, from the set-up file of a host that nobody sets up by hand:
 *
 * <pre>
 *   {"people": […], "network": {"web.hosts": "hazir.example.org", "certificate": "make", "tls": "on"}}
 * </pre>
 *
 * It is done before the first start, while there is nobody who may come in.
 */
final class Unattended {

    private static final List<String> KEYS = List.of("bind", "web.hosts", "web.proxies", "admin.port", "tls");
    private static final String CERTIFICATE = "certificate";
    private static final String MAKE = "make";

    private final Path file;
    private final JsonNode network;

    private Unattended(Path file, JsonNode network) {
        this.file = file;
        this.network = network;
    }

    /** @throws IOException with a sentence for the operator, when the file will not do */
    static void prepare(Path directory, Map<String, String> environment) throws IOException, ConfigException {
        String name = environment.getOrDefault(Host.SETUP_FILE, "");
        if (name.isBlank() || Files.exists(People.fileIn(directory.resolve("access")))) {
            return;
        }
        Path file = Path.of(name);
        if (Files.exists(file)) {
            JsonNode network = read(file);
            if (network.isObject()) {
                new Unattended(file, network).carryOut(directory, environment);
            }
        }
    }

    private static JsonNode read(Path file) throws IOException {
        try {
            return JsonMapper.shared().readTree(Files.readAllBytes(file)).path("network");
        } catch (JacksonException e) {
            return JsonMapper.shared().missingNode(); // whoever reads the people says why
        }
    }

    private void carryOut(Path directory, Map<String, String> environment) throws IOException, ConfigException {
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : network.properties()) {
            String key = entry.getKey();
            String value = entry.getValue().asString("");
            if (KEYS.contains(key)) {
                Optional<String> fault = ConfigFile.fault(key, value);
                if (fault.isPresent()) {
                    throw unfit(key + " is '" + value + "' (expected: " + fault.get() + ")");
                }
                values.put(key, value);
            } else if (!key.equals(CERTIFICATE) || !value.equals(MAKE)) {
                throw unfit("network has '" + key + "' (expected: " + String.join(", ", KEYS) + ", or \"certificate\":"
                        + " \"make\")");
            }
        }
        try (Home home = Home.open(directory)) {
            Path properties = home.root().resolve(ConfigReader.FILE);
            String before = Files.exists(properties) ? Files.readString(properties) : "";
            home.disk().write(properties, ConfigFile.change(before, values).getBytes(StandardCharsets.UTF_8));
            if (network.has(CERTIFICATE)) {
                make(home, ConfigReader.read(home.root(), environment, Map.of()));
            }
        }
    }

    private static void make(Home home, HostConfig config) throws IOException {
        Certificates certificates = new Certificates(
                TlsFiles.of(
                        home.root(),
                        config.network().tls().certificate(),
                        config.network().tls().key()),
                home.disk(),
                Clock.systemUTC());
        if (!certificates.files().exist()) {
            String machine = new MachineName().whole();
            certificates.make(
                    machine.isEmpty() ? "Hazir" : "Hazir on " + machine,
                    OwnAddresses.of(machine, config.network().hosts(), List.of(config.bind())));
        }
    }

    private IOException unfit(String why) {
        return new IOException("The set-up file " + file + " (" + Host.SETUP_FILE + ") will not do: " + why
                + ". Correct it, or start without it and set up the host by hand.");
    }
}
