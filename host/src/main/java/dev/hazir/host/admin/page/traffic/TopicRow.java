package dev.hazir.host.admin.page.traffic;

import dev.hazir.host.admin.view.Counters;
import dev.hazir.host.topic.TopicView;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A topic as the page shows it.
 *
 * @param rate messages published and delivered a second; null until it is measured
 * @param slowest whose messages wait most, or null when none waits
 */
public record TopicRow(TopicView topic, @Nullable Rate rate, TopicView.@Nullable Receiver slowest) {

    /** How fast it moves. */
    public record Rate(double published, double delivered) {}

    static List<TopicRow> of(List<TopicView> topics, Map<String, double[]> rates) {
        return topics.stream().map(topic -> of(topic, rates)).toList();
    }

    private static TopicRow of(TopicView topic, Map<String, double[]> rates) {
        double[] known = rates.get(Counters.topic(topic.applet(), topic.name()));
        return new TopicRow(
                topic,
                known == null ? null : new Rate(known[0], known[1]),
                topic.receivers().stream()
                        .filter(receiver -> receiver.queued() > 0)
                        .max(Comparator.comparingInt(TopicView.Receiver::queued))
                        .orElse(null));
    }
}
