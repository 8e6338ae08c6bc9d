package dev.hazir.host.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The host's configuration in force.
 *
 * @param bind where the web port listens
 * @param port the number of the web port, 0 for any free one
 * @param network under which names and where else it is reached
 * @param dev whether this is a developer's host: loopback only, detailed error pages
 * @param workers how many blocking calls may run at a time
 * @param drain how long open requests may go on after their deployment was replaced or the host began to stop
 * @param setup how long an applet's setup may take
 * @param versions how many versions of each applet are kept
 * @param backups how many automatic backups of each applet are kept, 0 for making none
 * @param offenders what becomes of an applet that keeps event loops waiting again and again
 * @param crashes after how many crashes right after the start the applet changed last is left off, 0 for never
 * @param startPage what the address of the host shows: {@code host}, {@code admin} or the id of an applet
 * @param jarSources where operators may fetch jars from without sending them
 * @param limits what clients may ask for
 * @param ports where the operator wants ports of applets; use {@link #port}
 * @param effective every value with its source, in the order of the keys
 * @param unclaimed environment variables that begin with {@code HAZIR_} and are no key of the host
 */
public record HostConfig(
        String bind,
        int port,
        NetworkConfig network,
        boolean dev,
        int workers,
        Duration drain,
        Duration setup,
        int versions,
        int backups,
        Offence offenders,
        int crashes,
        String startPage,
        InstallSources jarSources,
        Limits limits,
        Map<String, PortAddress> ports,
        List<Entry> effective,
        List<String> unclaimed) {

    /**
     * What clients may ask for at most.
     *
     * @param body bytes of a request's body, unless an applet says otherwise
     * @param requestLine bytes of the first line
     * @param headers bytes of all header fields
     * @param headerTime how long the head of a request may take
     * @param bodyTime how long a body may bring nothing
     * @param idle how long a connection may rest between requests
     * @param connections how many connections there may be at the web port
     */
    public record Limits(
            long body,
            int requestLine,
            int headers,
            Duration headerTime,
            Duration bodyTime,
            Duration idle,
            int connections) {}

    /** A value with where it comes from: {@code default}, the file's name, {@code env HAZIR_…} or {@code flag --…}. */
    public record Entry(String key, String value, String source) {}

    /** Where the operator wants a port of an applet, if he said so. */
    public Optional<PortAddress> port(String applet, String name) {
        return Optional.ofNullable(ports.get(ConfigReader.portVariable(applet, name)));
    }

    /**
     * Sentences about environment variables that belong to nobody: neither to the host nor, as {@code
     * HAZIR_<APPLET>_<SETTING>}, to one of these applets.
     */
    public List<String> warnings(Collection<String> applets) {
        List<String> prefixes =
                applets.stream().map(id -> ConfigKey.variable(id) + "_").toList();
        List<String> known = ConfigKey.ALL.stream().map(ConfigKey::variable).toList();
        List<String> sentences = new ArrayList<>();
        for (String variable : unclaimed) {
            if (prefixes.stream().noneMatch(variable::startsWith)) {
                sentences.add("The environment variable " + variable + " is used by nothing: it is no key of the host"
                        + " and no setting of an installed applet."
                        + Suggestion.nearest(variable, known)
                                .map(name -> " Did you mean " + name + "?")
                                .orElse(""));
            }
        }
        return sentences;
    }
}
