package dev.hazir.applets.meter;

import dev.hazir.applet.HandedOver;
import dev.hazir.applet.port.LineReceiver;
import dev.hazir.applet.port.Peer;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The devices that are connected now, and those that come. A device stays connected when this applet is upgraded. */
final class Devices {

    /** A connected device as programs see it: where it is, and how many of its readings were kept. */
    record Connected(String device, int readings) {}

    private final Readings readings;
    private final Set<Device> open = ConcurrentHashMap.newKeySet();

    Devices(Readings readings) {
        this.readings = readings;
    }

    LineReceiver opened(Peer peer) {
        return add(peer, 0);
    }

    /** Goes on with a device that the version before has served. */
    LineReceiver resumed(Peer peer, HandedOver state) {
        return add(peer, state.as(Device.Kept.class).readings());
    }

    List<Connected> list() {
        return open.stream()
                .map(Device::connected)
                .sorted(Comparator.comparing(Connected::device))
                .toList();
    }

    private Device add(Peer peer, int kept) {
        Device device = new Device(peer, readings, kept);
        open.add(device);
        peer.onEnd(() -> open.remove(device));
        return device;
    }
}
