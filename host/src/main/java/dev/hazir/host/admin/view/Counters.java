package dev.hazir.host.admin.view;

import dev.hazir.host.port.PortView;
import dev.hazir.host.topic.TopicView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What ports and topics have moved, under names that stay the same in all versions of an applet. */
public final class Counters {

    /** Messages and bytes in, messages and bytes out; of a topic published and delivered. */
    private static final int FIELDS = 4;

    private Counters() {}

    public static Map<String, long[]> of(List<PortView> ports, List<TopicView> topics) {
        Map<String, long[]> all = new HashMap<>();
        for (PortView port : ports) {
            long[] sum = all.computeIfAbsent(port(port.applet(), port.name()), first -> new long[FIELDS]);
            sum[0] += port.inMessages();
            sum[1] += port.inBytes();
            sum[2] += port.outMessages();
            sum[3] += port.outBytes();
        }
        for (TopicView topic : topics) {
            all.put(topic(topic.applet(), topic.name()), new long[] {topic.messages(), topic.delivered()});
        }
        return all;
    }

    public static String port(String applet, String name) {
        return "port " + applet + ' ' + name;
    }

    public static String topic(String applet, String name) {
        return "topic " + applet + ' ' + name;
    }
}
