package dev.hazir.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hazir.testkit.counter.CounterApplet;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The testkit as an applet's author uses it. */
@AppletTest(CounterApplet.class)
class AppletTestTest {

    @Test
    void aDeviceLineAnswersAWaitingRequest(TestHost host) {
        WaitingAnswer waiting = host.web().getLater("/res/next").stillOpen();
        try (LineClient device = host.lines("devices")) {
            device.send("m1").expect("OK");
            device.sendSlowly("m2").expect("OK");
        }
        waiting.answer().expectStatus(200).expectJson("{'name':'m1','value':1.0}");
    }

    @Test
    void timePassesOnlyWhenTheTestSaysSo(TestHost host) {
        Instant before = host.clock().now();
        WaitingAnswer waiting = host.web().getLater("/res/next").stillOpen();
        host.clock().advance(Duration.ofSeconds(31));
        waiting.answer().expectStatus(204);
        assertThat(host.clock().now()).isEqualTo(before.plusSeconds(31));
    }

    @Test
    void aFormIsSubmittedAndAWebSocketTellsOfIt(TestHost host) {
        try (WebSocketClient live = host.web().websocket("/live")) {
            host.web()
                    .page("/")
                    .expectText("h1", "Counter")
                    .submit("form", "name", "m2")
                    .expectStatus(200);
            live.expectJson("{'name':'m2','value':1}");
        }
    }

    @Test
    @WithSettings({"title=Plant 7", "step=3"})
    void settingsOfAMethodReachTheApplet(TestHost host) {
        host.web().get("/res/settings").expectJson("{'title':'Plant 7','step':3}");
    }

    @Test
    void settingsOfOneMethodAreGoneInTheNext(TestHost host) {
        host.web().get("/res/settings").expectJson("{'title':'Counter','step':1}");
    }

    @Test
    void aFailureShowsRequestAnswerRouteLogAndWhatHappenedBefore(TestHost host) {
        WebAnswer answer = host.web().get("/res/number?x=1");
        assertThatThrownBy(() -> answer.expectStatus(201))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "GET /res/counter/number?x=1",
                        "expected: status 201",
                        "answered: 200",
                        "answers: resource CounterApplet at /res/counter/number",
                        "(counter, event loop)",
                        "INFO asked for its number",
                        "is live");
    }

    @Test
    void aFailureOnAPathThatNothingAnswersSaysSo(TestHost host) {
        WebAnswer answer = host.web().get("/res/nothing").expectStatus(404);
        assertThatThrownBy(() -> answer.expectStatus(200))
                .hasMessageContainingAll("none matches /res/counter/nothing", "The applet logged:");
    }

    @Test
    void anEarlyAnswerToARequestThatShouldWaitFails(TestHost host) {
        assertThatThrownBy(() -> host.web().getLater("/res/number").stillOpen())
                .hasMessageContainingAll("GET /res/counter/number", "was answered with 200");
    }

    @Test
    void aPageWithoutTheTextIsShown(TestHost host) {
        assertThatThrownBy(() -> host.web().page("/").expectText("h1", "Timer"))
                .hasMessageContainingAll("Timer", "[Counter]");
    }
}
