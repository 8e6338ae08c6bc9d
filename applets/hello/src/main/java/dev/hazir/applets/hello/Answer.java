package dev.hazir.applets.hello;

import dev.hazir.applet.loop.Reply;
import dev.hazir.applet.loop.Request;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The resource that is asked whether all is right: {@code is_good} comes in the query or in a form. */
final class Answer {

    private static final String PARAMETER = "is_good";

    private Answer() {}

    static Object to(Request request) {
        Optional<String> asked = request.query(PARAMETER);
        if (asked.isPresent()) {
            return reply(asked.get());
        }
        return request.body().form().thenApply(form -> reply(first(form.get(PARAMETER))));
    }

    private static String first(@Nullable List<String> values) {
        return values == null || values.isEmpty() ? "" : values.get(0);
    }

    private static Reply reply(String isGood) {
        return isGood.equals("yes")
                ? Reply.text("All right")
                : Reply.text("I'm sorry Dave, I'm afraid I can't do that").withStatus(500);
    }
}
