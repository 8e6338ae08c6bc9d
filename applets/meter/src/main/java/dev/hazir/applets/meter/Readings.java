package dev.hazir.applets.meter;

import dev.hazir.applet.topic.Topic;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionStage;

/** Takes readings in: keeps each, then tells those who watch. What nobody could lose is all that anybody sees. */
final class Readings {

    private final Clock clock;
    private final History history;
    private final Topic<Reading> topic;

    Readings(Clock clock, History history, Topic<Reading> topic) {
        this.clock = clock;
        this.history = history;
        this.topic = topic;
    }

    /** Takes a reading in; does not block. */
    CompletionStage<Reading> take(Reading reading) {
        return history.keep(entry(reading)).thenApply(kept -> published(reading));
    }

    /** Takes a reading in and blocks until it is kept. */
    void takeNow(Reading reading) throws IOException {
        history.keepNow(entry(reading));
        published(reading);
    }

    private Entry entry(Reading reading) {
        return new Entry(clock.instant().truncatedTo(ChronoUnit.MILLIS), reading);
    }

    private Reading published(Reading reading) {
        topic.publish(reading);
        return reading;
    }
}
