package dev.hazir.host.admin.page.traffic;

import dev.hazir.host.admin.view.Counters;
import dev.hazir.host.port.PortView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A port as the page shows it.
 *
 * @param rate messages and bytes in and out a second; null until it is measured
 */
public record PortRow(PortView port, @Nullable Rate rate) {

    /** How fast it moves. */
    public record Rate(double inMessages, double inBytes, double outMessages, double outBytes) {}

    static List<PortRow> of(List<PortView> ports, Map<String, double[]> rates) {
        return ports.stream().map(port -> new PortRow(port, rate(port, rates))).toList();
    }

    private static @Nullable Rate rate(PortView port, Map<String, double[]> rates) {
        double[] known = rates.get(Counters.port(port.applet(), port.name()));
        return known == null ? null : new Rate(known[0], known[1], known[2], known[3]);
    }
}
