package dev.hazir.host.host;

import dev.hazir.host.config.HostConfig;
import dev.hazir.host.guest.WatchLimits;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.lifecycle.SystemTime;
import dev.hazir.host.port.PortOverrides;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a host is started.
 *
 * @param home its home directory
 * @param config its configuration
 * @param environment the environment variables, where settings of applets may come from
 * @param time its clock; the caller closes it
 * @param watch when the loop watch speaks up
 * @param demo jars to install first
 * @param ports where ports of applets listen
 */
public record HostOptions(
        Path home,
        HostConfig config,
        Map<String, String> environment,
        HostTime time,
        WatchLimits watch,
        List<Path> demo,
        PortOverrides ports) {

    /** What the command line starts. */
    public static HostOptions of(Path home, HostConfig config, Map<String, String> environment, List<Path> demo) {
        return new HostOptions(
                home, config, environment, new SystemTime(), WatchLimits.DEFAULT, demo, configured(config));
    }

    /** As the operator has configured it; otherwise the declared number on loopback. */
    private static PortOverrides configured(HostConfig config) {
        return (applet, port, declared) -> config.port(applet, port)
                .map(address -> new PortOverrides.Place(address.bind().orElse(PortOverrides.LOOPBACK), address.port()))
                .orElseGet(() -> new PortOverrides.Place(PortOverrides.LOOPBACK, declared));
    }
}
