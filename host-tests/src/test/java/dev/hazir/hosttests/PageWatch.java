package dev.hazir.hosttests;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What a browser noticed while pages were open: errors on the console, requests that failed or went elsewhere, what the
 * policy of a page had to stop, and how much came over the wire.
 */
final class PageWatch {

    /** Tells of what the policy stopped, and of scripts that failed, in a way that this can hear. */
    private static final String OFFENCES = """
            addEventListener('securitypolicyviolation', e =>
                console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample));
            """;

    /** What came for one address. */
    record Transfer(URI address, String type, int status, long bytes) {}

    private record Request(URI address, String type, boolean page) {}

    private final String origin;
    private final Map<String, Request> open = new HashMap<>();
    private final Map<String, Integer> statuses = new HashMap<>();
    private final List<String> offences = new ArrayList<>();
    private final List<Transfer> transfers = new ArrayList<>();

    private PageWatch(String origin) {
        this.origin = origin;
    }

    /** Watches a browser whose pages are all of this host. */
    static PageWatch over(Browser browser, URI host) {
        PageWatch watch = new PageWatch(origin(host));
        DevTools tools = browser.before(OFFENCES).tools();
        tools.listen(watch::heard);
        tools.call("Runtime.enable");
        tools.call("Log.enable");
        tools.call("Network.enable");
        return watch;
    }

    /** What was noticed since it was asked last. */
    synchronized List<String> offences() {
        List<String> noticed = List.copyOf(offences);
        offences.clear();
        return noticed;
    }

    /** What was loaded since it was asked last. */
    synchronized List<Transfer> transfers() {
        List<Transfer> loaded = List.copyOf(transfers);
        transfers.clear();
        return loaded;
    }

    private synchronized void heard(String event, JsonNode said) {
        String id = said.path("requestId").asString("");
        switch (event) {
            case "Runtime.consoleAPICalled" -> console(said);
            case "Runtime.exceptionThrown" ->
                offences.add("exception: " + said.path("exceptionDetails").toString());
            case "Log.entryAdded" -> logged(said.path("entry"));
            case "Network.requestWillBeSent" -> sent(id, said);
            case "Network.responseReceived" ->
                statuses.put(id, said.path("response").path("status").asInt());
            case "Network.loadingFinished" ->
                finished(id, said.path("encodedDataLength").asLong());
            case "Network.loadingFailed" -> failed(id, said);
            default -> {}
        }
    }

    private void console(JsonNode said) {
        if (Set.of("error", "warning", "assert").contains(said.path("type").asString(""))) {
            offences.add("console: " + said.path("args"));
        }
    }

    /** The browser's own words about a page that was asked for say nothing more than its status does. */
    private void logged(JsonNode entry) {
        boolean page = open.values().stream()
                .anyMatch(request -> request.page()
                        && request.address().toString().equals(entry.path("url").asString("")));
        if (Set.of("error", "warning").contains(entry.path("level").asString(""))
                && !(page && entry.path("source").asString("").equals("network"))) {
            offences.add("log: " + entry.path("text").asString("") + " "
                    + entry.path("url").asString(""));
        }
    }

    private void sent(String id, JsonNode said) {
        URI address = URI.create(said.path("request").path("url").asString("about:blank"));
        String type = said.path("type").asString("");
        open.put(id, new Request(address, type, type.equals("Document")));
        if (!Objects.equals(address.getScheme(), "data") && !origin(address).equals(origin)) {
            offences.add("asked elsewhere: " + address);
        }
    }

    private void finished(String id, long bytes) {
        Request request = open.get(id);
        if (request == null) {
            return;
        }
        int status = statuses.getOrDefault(id, 0);
        transfers.add(new Transfer(request.address(), request.type(), status, bytes));
        if (status >= 400 && !request.page()) {
            offences.add(status + ": " + request.address());
        }
    }

    /** A stream ends with its page; everything else should have come. */
    private void failed(String id, JsonNode said) {
        Request request = open.get(id);
        if (request != null && !said.path("canceled").asBoolean(false)) {
            offences.add(said.path("errorText").asString("failed") + ": " + request.address());
        }
    }

    private static String origin(URI address) {
        return address.getScheme() + "://" + address.getAuthority();
    }
}
