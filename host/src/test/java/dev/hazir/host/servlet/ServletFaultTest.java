package dev.hazir.host.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.guest.Guest;
import dev.hazir.host.http.BodyChunk;
import dev.hazir.host.http.RequestHead;
import dev.hazir.host.http.ResponseHead;
import dev.hazir.host.http.SendCallback;
import dev.hazir.host.routing.Match;
import io.netty.channel.EventLoop;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose fault it is that a response broke off. */
class ServletFaultTest {

    private static final int LARGE = 200_000;

    private WebHost host;

    @BeforeEach
    void start() throws Exception {
        host = new WebHost();
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
    }

    @Test
    void clientThatGoesWhileItIsWrittenToIsNotTheAppletsFault() throws Exception {
        Guest guest = host.guest("u", WebHost.class.getClassLoader());
        try (WebApp app = prepare(guest, new Writing(LARGE))) {
            GoneExchange exchange = serve(app, new GoneExchange(host.loops.next(), "/apps/u/write"));

            assertThat(exchange.over.await(30, TimeUnit.SECONDS)).isTrue();

            settle(exchange.loop());
            assertThat(guest.faults()).isZero();
        }
    }

    @Test
    void bodyThatNobodyReadsIsNoFaultOfAServletThatHasAnswered() throws Exception {
        Guest guest = host.guest("u", WebHost.class.getClassLoader());
        AnsweredExchange exchange = new AnsweredExchange(host.loops.next());
        try (WebApp app = prepare(guest, new Writing(5))) {
            serve(app, exchange);
        }
        settle(exchange.loop());
        assertThat(exchange.answered).isTrue();
        assertThat(guest.faults()).isZero();
    }

    @Test
    void responseThatIsShorterThanItSaidIsTheAppletsFault() throws Exception {
        Guest guest = host.guest("u", WebHost.class.getClassLoader());
        try (WebApp app = prepare(guest, new Promising())) {
            host.publish("u", app);
            try (RawClient client = host.connect()) {
                client.lines("GET /apps/u/write HTTP/1.1", "Host: a", "");
                Awaitility.await().until(() -> guest.faults() == 1);
            }
        }
    }

    private WebApp prepare(Guest guest, HttpServlet servlet) throws Exception {
        DeclaredWeb web = WebHost.web();
        web.servlet("/write", servlet);
        return host.prepare(guest, web, List.of());
    }

    private static GoneExchange serve(WebApp app, GoneExchange exchange) throws Exception {
        exchange.loop()
                .submit(() -> {
                    app.endpoint()
                            .serve(exchange, new Match(WebHost.route("/apps/u/*", app.endpoint()), List.of(), ""));
                    return Boolean.TRUE;
                })
                .get(30, TimeUnit.SECONDS);
        return exchange;
    }

    /** Lets everything run that the loop has been given. */
    private static void settle(EventLoop loop) throws Exception {
        loop.submit(() -> {}).get(30, TimeUnit.SECONDS);
    }

    private static final class Writing extends HttpServlet {
        private static final long serialVersionUID = 1L;
        private final int bytes;

        Writing(int bytes) {
            this.bytes = bytes;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getOutputStream().write(new byte[bytes]);
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            doGet(request, response);
        }
    }

    /** Says that more will come than does, after a part was sent. */
    private static final class Promising extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentLength(LARGE);
            response.getOutputStream().write(new byte[10]);
            response.flushBuffer();
        }
    }

    /** A request that is over as soon as it is answered: what is left of its body is nobody's then. */
    private static final class AnsweredExchange extends GoneExchange {
        private final RequestHead head;
        private volatile boolean answered;

        AnsweredExchange(EventLoop loop) {
            super(loop, "/apps/u/write");
            RequestHead get = super.request();
            head = new RequestHead(
                    "POST",
                    get.target(),
                    get.path(),
                    "",
                    get.version(),
                    get.scheme(),
                    get.authority(),
                    get.headers(),
                    5,
                    get.receivedNanos());
        }

        @Override
        public RequestHead request() {
            return head;
        }

        @Override
        public BodyChunk read() {
            return BodyChunk.failed(new IOException("the exchange is over"));
        }

        @Override
        public void sendCopy(ResponseHead part, ByteBuffer content, boolean last, SendCallback callback) {
            answered |= last;
            callback.sent();
        }
    }
}
