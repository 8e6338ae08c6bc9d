package dev.hazir.applets.hello;

import dev.hazir.applet.Registration;
import dev.hazir.applet.loop.Loop;
import dev.hazir.applet.loop.Reply;
import dev.hazir.applet.loop.Request;
import dev.hazir.applet.loop.ResourceHandler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The resource that answers after {@code ms} milliseconds: a timer waits, no thread does. */
final class Later implements ResourceHandler {

    static final Duration LONGEST = Duration.ofMinutes(5);

    private final Loop loop;

    Later(Loop loop) {
        this.loop = loop;
    }

    @Override
    public CompletableFuture<Reply> handle(Request request) {
        Duration pause = Pause.parse(request.query("ms").orElse("0"), LONGEST);
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        Registration timer =
                loop.after(pause, () -> answer.complete(Reply.text("answered after " + pause.toMillis() + " ms")));
        answer.whenComplete((reply, failure) -> timer.close()); // also when the client has gone
        return answer;
    }
}
