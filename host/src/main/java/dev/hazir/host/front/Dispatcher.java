package dev.hazir.host.front;

import dev.hazir.host.guest.LoopThread;
import dev.hazir.host.http.CrossOrigin;
import dev.hazir.host.http.ErrorAnswer;
import dev.hazir.host.http.RequestHead;
import dev.hazir.host.http.ResponseHead;
import dev.hazir.host.http.SendCallback;
import dev.hazir.host.routing.Absent;
import dev.hazir.host.routing.Finding;
import dev.hazir.host.routing.Match;
import dev.hazir.host.routing.Routes;
import dev.hazir.host.routing.Side;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Brings each exchange to the endpoint of its route, or answers that there is none. On event loops. */
final class Dispatcher implements Reception {

    static final int RETRY_SECONDS = 2;
    private static final int STOPPED_RETRY_SECONDS = 60;
    /** Where applets have their paths. */
    private static final Set<String> SPACES = Set.of("apps", "res");
    /** Asked for and answered in every phase. */
    private static final String HEALTH = "health";

    private static final String ALL_METHODS = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT";

    private final Routes routes;
    private final Guard guard;

    Dispatcher(Routes routes, Guard guard) {
        this.routes = routes;
        this.guard = guard;
    }

    @Override
    public void dispatch(Http1Exchange exchange, Door.Phase phase) {
        RequestHead request = exchange.request();
        if (request.path().segments().get(0).equals(HEALTH)) {
            follow(exchange, routes.enter(request.method(), request.path().segments()));
            return;
        }
        switch (phase) {
            case STARTING -> absent("starting").to(exchange);
            case DRAINING -> absent("stopping").to(exchange);
            case OPEN -> {
                if (request.target().equals("*")) {
                    options(exchange, ALL_METHODS);
                } else {
                    follow(
                            exchange,
                            routes.enter(request.method(), request.path().segments()));
                }
            }
        }
    }

    private void follow(Http1Exchange exchange, Finding finding) {
        if (finding instanceof Finding.Found found) {
            serve(exchange, found.match());
        } else if (finding instanceof Finding.MethodNotAllowed refused) {
            String allowed = allowed(refused.allowed());
            if (exchange.request().method().equals("OPTIONS")) {
                options(exchange, allowed);
            } else {
                ErrorAnswer.of(
                                405,
                                exchange.request().path() + " does not take "
                                        + exchange.request().method() + ".")
                        .with("allow", allowed)
                        .to(exchange);
            }
        } else if (finding instanceof Finding.Closing closing) {
            ErrorAnswer.about(503, "ending", closing.match().route().owner().applet())
                    .retry(RETRY_SECONDS)
                    .to(exchange);
        } else {
            nothing(exchange);
        }
    }

    private void nothing(Http1Exchange exchange) {
        List<String> path = exchange.request().path().segments();
        if (path.size() > 1 && SPACES.contains(path.get(0))) {
            Optional<Absent> absent = routes.absence(path.get(1));
            if (absent.isPresent()) {
                stopped(path.get(1), absent.get()).retry(STOPPED_RETRY_SECONDS).to(exchange);
                return;
            }
        }
        ErrorAnswer.about(404, "nothing", exchange.request().path()).to(exchange);
    }

    private static ErrorAnswer stopped(String applet, Absent absent) {
        ZonedDateTime since = absent.since().atZone(ZoneId.systemDefault());
        return ErrorAnswer.about(503, absent.byHost() ? "stopped-host" : "stopped-operator", applet, since);
    }

    /** A browser asks again by itself. */
    private static ErrorAnswer absent(String phase) {
        return ErrorAnswer.about(503, phase).retry(RETRY_SECONDS).with("refresh", Integer.toString(RETRY_SECONDS));
    }

    private void serve(Http1Exchange exchange, Match match) {
        exchange.entered(match);
        try {
            ErrorAnswer refusal =
                    guard.refusal(exchange.request(), match.route().owner());
            if (refusal != null) {
                exchange.ignoreBody();
                refusal.to(exchange);
                return;
            }
            if (CrossOrigin.forged(exchange.request())) {
                exchange.ignoreBody();
                ErrorAnswer.of(403, "A page of another site may not send this in its visitor's name.")
                        .to(exchange);
                return;
            }
            Optional<String> root = match.redirect(exchange.request().path().segments());
            if (root.isPresent()) {
                redirect(exchange, root.get());
            } else {
                if (match.route().side() == Side.WEB) {
                    LoopThread.turnsTo(match.route().owner().applet());
                }
                match.route().endpoint().serve(exchange, match);
            }
        } catch (Throwable e) {
            ErrorAnswer.failure(e).to(exchange);
        }
    }

    private static void redirect(Http1Exchange exchange, String place) {
        RequestHead request = exchange.request();
        boolean safe = request.method().equals("GET") || request.method().equals("HEAD");
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.LOCATION, place + (request.query().isEmpty() ? "" : "?" + request.query()));
        exchange.ignoreBody();
        exchange.send(new ResponseHead(safe ? 302 : 307, headers, 0), Unpooled.EMPTY_BUFFER, true, SendCallback.NONE);
    }

    private static void options(Http1Exchange exchange, String allowed) {
        HttpHeaders headers = new DefaultHttpHeaders().set(HttpHeaderNames.ALLOW, allowed);
        exchange.ignoreBody();
        exchange.send(new ResponseHead(204, headers, 0), Unpooled.EMPTY_BUFFER, true, SendCallback.NONE);
    }

    private static String allowed(Set<String> methods) {
        Set<String> all = new TreeSet<>(methods);
        if (all.contains("GET")) {
            all.add("HEAD");
        }
        all.add("OPTIONS");
        return String.join(", ", all);
    }
}
