package dev.hazir.host.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what failed, and gives the reference under which it is found there. Faults of the server are always written
 * down; what else a person is shown as a page is as long as that is no flood. Any thread.
 */
public final class Failures {

    /** A cookie of browsers that are signed in to the pages of operators: with it error pages lead there. It opens nothing. */
    public static final String OPERATOR_COOKIE = "hazir-operator";

    /** How many pages a minute are written down that are no fault of the server. */
    static final int PAGES_A_MINUTE = 120;

    private static final Logger log = LoggerFactory.getLogger(Failures.class);
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final String SIGNS = "23456789" + LETTERS;
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final @Nullable Development development;
    private final OtherSide operators;
    private final AtomicLong minute = new AtomicLong(System.nanoTime());
    private final AtomicLong pages = new AtomicLong();

    private Failures(@Nullable Development development, OtherSide operators) {
        this.development = development;
        this.operators = operators;
    }

    /** Of a host that serves: nobody but its log learns of causes. */
    public static Failures told() {
        return told(new OtherSide());
    }

    /** The same with pages of operators elsewhere. */
    public static Failures told(OtherSide operators) {
        return new Failures(null, operators);
    }

    /** Of a developer's host: pages show what went wrong and where. */
    public static Failures shown(Development development, OtherSide operators) {
        return new Failures(development, operators);
    }

    /** Where operators find more. */
    OtherSide operators() {
        return operators;
    }

    /** What pages show a developer, or null. */
    @Nullable
    Development development() {
        return development;
    }

    /** A new reference such as {@code 8F3K-21}: short enough to be read out. */
    public static String reference() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        StringBuilder text = new StringBuilder(7);
        for (int i = 0; i < 4; i++) {
            text.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        // A letter among them, so that nobody takes it for a telephone number or a date.
        text.setCharAt(1, LETTERS.charAt(random.nextInt(LETTERS.length())));
        return text.append('-').append(10 + random.nextInt(90)).toString();
    }

    /**
     * Writes a failure down.
     *
     * @return its reference, or empty when it was not written down
     */
    public String write(ErrorAnswer answer, String method, Object path, HttpHeaders request) {
        if (!answer.reference().isEmpty()) {
            return answer.reference(); // whoever gave it has written it down
        }
        if (answer.status() == 500 || answer.cause() != null) {
            String reference = reference();
            log.warn(
                    "{} {} -> {} {}, reference {}",
                    method,
                    path,
                    answer.status(),
                    answer.title(),
                    reference,
                    answer.cause());
            return reference;
        }
        if (!ErrorPage.preferred(request) || !another()) {
            return "";
        }
        String reference = reference();
        log.info("{} {} -> {} {}, reference {}", method, path, answer.status(), answer.title(), reference);
        return reference;
    }

    private boolean another() {
        long now = System.nanoTime();
        long begun = minute.get();
        if (now - begun >= MINUTE && minute.compareAndSet(begun, now)) {
            pages.set(0);
        }
        return pages.get() < PAGES_A_MINUTE && pages.incrementAndGet() <= PAGES_A_MINUTE;
    }
}
