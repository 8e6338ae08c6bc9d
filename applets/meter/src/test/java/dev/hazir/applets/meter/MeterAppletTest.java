package dev.hazir.applets.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.testkit.AppletTest;
import dev.hazir.testkit.LineClient;
import dev.hazir.testkit.TestHost;
import dev.hazir.testkit.WaitingAnswer;
import dev.hazir.testkit.WebAnswer;
import dev.hazir.testkit.WebPage;
import dev.hazir.testkit.WebSocketClient;
import dev.hazir.testkit.WithSettings;
import java.time.Duration;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

@AppletTest(MeterApplet.class)
class MeterAppletTest {

    @Test
    void aDeviceLineAnswersAWaitingRequest(TestHost host) {
        WaitingAnswer waiting = host.web().getLater("/res/next").stillOpen();
        try (LineClient device = host.lines("devices")) {
            device.send("m1 12.5").expect("OK");
        }
        waiting.answer().expectStatus(200).expectJson("{'meter':'m1','kwh':12.5}");
    }

    @Test
    void nobodySendsAnything(TestHost host) {
        WaitingAnswer waiting = host.web().getLater("/res/next").stillOpen();
        host.clock().advance(Duration.ofSeconds(29));
        waiting.stillOpen();
        host.clock().advance(Duration.ofSeconds(2));
        waiting.answer().expectStatus(204);
    }

    @Test
    void theFormWorks(TestHost host) {
        try (WebSocketClient live = host.web().websocket("/live")) {
            host.web()
                    .page("/")
                    .submit("form", "meter", "m2", "kwh", "3")
                    .page()
                    .expectText("tbody td", "m2")
                    .expectText("tbody td", "3");
            live.expectJson("{'meter':'m2','kwh':3.0}");
        }
    }

    @Test
    void aRefusedFormSaysWhyAtItsFieldsAndKeepsWhatWasTyped(TestHost host) {
        WebAnswer refused = host.web().page("/").submit("form", "meter", "<m>", "kwh", "12,5");
        refused.expectStatus(422);
        Document page = Jsoup.parse(refused.text());
        assertThat(page.select("[role=alert] a").eachAttr("href")).containsExactly("#meter", "#kwh");
        assertThat(page.select("#meter[aria-invalid=true]").val()).isEqualTo("<m>");
        assertThat(page.select("#kwh[aria-invalid=true]").val()).isEqualTo("12,5");
        assertThat(page.select("#kwh-text.error").text()).contains("a number with a decimal point");
        assertThat(page.select("#none")).as("no reading was recorded").hasSize(1);
    }

    @Test
    void whatIsRightInARefusedFormIsNotBlamed(TestHost host) {
        WebAnswer refused = host.web().page("/").submit("form", "meter", "m1", "kwh", "-1");
        Document page = Jsoup.parse(refused.expectStatus(422).text());
        assertThat(page.select("[aria-invalid]").eachAttr("id")).containsExactly("kwh");
    }

    @Test
    void everyLineIsAnsweredInOrder(TestHost host) {
        try (LineClient device = host.lines("devices")) {
            device.send("m1 1").send("m1 much").send("m1 2").send("m1");
            device.expect("OK").expect("ERR kWh is a number with a decimal point, such as 12.5");
            device.expect("OK").expect("ERR The line is <meter> <kwh>, such as: m1 12.5");
        }
    }

    @Test
    void whatADeviceWasToldOkForIsInTheFile(TestHost host) {
        try (LineClient device = host.lines("devices")) {
            device.send("m1 1").expect("OK");
            host.web().page("/").expectText("tbody td", "m1");
            device.send("m2 2").expect("OK");
            host.web().page("/").expectText("tbody tr:first-child td", "m2");
        }
    }

    @Test
    void aDeviceThatSendsManyLinesAtOnceGetsAllItsAnswers(TestHost host) {
        int lines = 2_000;
        try (LineClient device = host.lines("devices")) {
            for (int i = 0; i < lines; i++) {
                device.send("m1 " + i);
            }
            for (int i = 0; i < lines; i++) {
                device.expect("OK");
            }
        }
        WebPage page = host.web().page("/");
        assertThat(page.document().select("tbody tr")).hasSize(50);
        page.expectText("tbody tr:first-child td", "1999");
    }

    @Test
    void aDeviceStaysConnectedAndCountedWhileTheAppletIsUpgraded(TestHost host) {
        try (LineClient device = host.lines("devices")) {
            device.send("m1 1")
                    .send("m1 much")
                    .expect("OK")
                    .expect("ERR kWh is a number with a decimal point, such as 12.5");
            for (int line = 0; line < 200; line++) {
                device.send("m1 " + line);
            }
            host.upgrade(MeterApplet.class);
            for (int line = 0; line < 200; line++) {
                device.expect("OK");
            }
            device.send("m1 2").expect("OK");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            host.web().get("/res/devices").expectStatus(200).expectTextContaining("\"readings\":202"));
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(host.web().get("/res/devices").text()).isEqualTo("[]"));
    }

    @Test
    void aLineWithoutEndIsToldAndClosed(TestHost host) {
        try (LineClient device = host.lines("devices")) {
            device.send("x".repeat(9_000));
            device.expect("ERR The line could not be read: the message is longer than 8192 bytes");
            device.expectClosed();
        }
    }

    @Test
    void everyPageHearsOfEveryReading(TestHost host) {
        try (WebSocketClient one = host.web().websocket("/live");
                WebSocketClient other = host.newWebClient().websocket("/live");
                LineClient device = host.lines("devices")) {
            device.send("m1 1").send("m1 2.25").expect("OK").expect("OK");
            for (WebSocketClient live : List.of(one, other)) {
                live.expectJson("{'meter':'m1','kwh':1}").expectJson("{'meter':'m1','kwh':2.25}");
            }
        }
    }

    @Test
    void theVersionIsSeen(TestHost host) {
        String version = host.web().get("/res/version").expectStatus(200).text();
        assertThat(version).matches("\\d+\\.\\d+\\.\\d+.*");
        host.web().page("/").expectText(".foot", "Meter readings " + version + " on Hazir");
    }

    @Test
    @WithSettings("title=Cellar")
    void theTitleIsASetting(TestHost host) {
        host.web().page("/").expectText("h1", "Cellar");
    }

    @Test
    void anotherTitleIsThereAtOnceAndDevicesNoticeNothing(TestHost host) {
        try (LineClient device = host.lines("devices")) {
            device.send("m1 1").expect("OK");
            host.saveSettings("title=Cellar").expectLive();
            host.web().page("/").expectText("h1", "Cellar");
            device.send("m1 2").expect("OK");
        }
        host.saveSettings("title= ").expectRefused("title", "must not be blank");
        host.saveSettings("port=7107").expectRestart();
        host.web().page("/").expectText("h1", "Cellar");
    }

    @Test
    void helpIconChangesAndAllTextsAreThere(TestHost host) {
        host.web().get("/icon.svg").expectStatus(200).expectHeader("content-type", "image/svg+xml");
        host.web().get("/CHANGELOG.md").expectStatus(200).expectTextContaining("Changes of Meter readings");
        host.web().get("/meter.js").expectStatus(200);
        WebPage help = host.web().page("/help.html").expectText("h1", "Help for Meter readings");
        assertThat(help.document().text() + host.web().page("/").document().text())
                .doesNotContain("??");
    }

    @Test
    void aPageOfAnEmptyHistorySaysWhatToDo(TestHost host) {
        host.web()
                .page("/")
                .expectText(
                        "#none p",
                        "No reading yet. Record one above, or let a device send one to port " + host.port("devices")
                                + ".");
    }
}
