package dev.hazir.host.admin.page.network;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.admin.view.ConfigDesk;
import dev.hazir.host.admin.view.NetworkDesk;
import dev.hazir.host.store.DiskException;
import dev.hazir.host.tls.Credentials;
import dev.hazir.host.tls.TlsException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Under which names and addresses the host is reached, and its certificate. */
final class NetworkPage {

    private static final String PATH = "/admin/settings/network";
    private static final List<String> KEYS = List.of("web.hosts", "web.proxies", "admin.port", "tls");

    private final NetworkDesk desk;

    NetworkPage(NetworkDesk desk) {
        this.desk = desk;
    }

    PageAnswer show(PageRequest request) {
        return page(200, "", Map.of());
    }

    PageAnswer change(PageRequest request) throws DiskException {
        Map<String, String> values = values(request);
        try {
            desk.change(values);
            return PageAnswer.to(PATH);
        } catch (ConfigDesk.RefusedChange e) {
            return page(409, String.valueOf(e.getMessage()), values);
        }
    }

    PageAnswer make(PageRequest request) throws DiskException {
        try {
            desk.make(names(request));
            return PageAnswer.to(PATH);
        } catch (TlsException e) {
            return page(409, String.valueOf(e.getMessage()), Map.of());
        }
    }

    PageAnswer use(PageRequest request) throws DiskException {
        try {
            desk.use(request.field("certificate"), request.field("key"));
            return PageAnswer.to(PATH);
        } catch (TlsException e) {
            return page(409, String.valueOf(e.getMessage()), Map.of());
        }
    }

    PageAnswer reload(PageRequest request) {
        try {
            desk.reload();
            return PageAnswer.to(PATH);
        } catch (TlsException e) {
            return page(409, String.valueOf(e.getMessage()), Map.of());
        }
    }

    /** The certificate without its key, for those who are to trust it. */
    PageAnswer download(PageRequest request) throws ApiException {
        String text = desk.credentials()
                .map(Credentials::publicText)
                .orElseThrow(() -> new ApiException(404, "This host has no certificate."));
        return PageAnswer.file("hazir.pem", "application/x-pem-file", text);
    }

    /** Names and addresses as people write them. */
    static List<String> names(PageRequest request) {
        return Arrays.stream(request.field("names").split("[,\\s]+"))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static Map<String, String> values(PageRequest request) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String key : KEYS) {
            values.put(key, request.field(key).strip());
        }
        return values;
    }

    private PageAnswer page(int status, String error, Map<String, String> typed) {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, String> elsewhere = new LinkedHashMap<>();
        for (String key : KEYS) {
            values.put(key, typed.getOrDefault(key, desk.config().inFile(key)));
            elsewhere.put(key, desk.config().setElsewhere(key));
        }
        return new PageAnswer.View(
                status,
                "network/network",
                Map.of(
                        "net",
                        desk.show(),
                        "values",
                        values,
                        "elsewhere",
                        elsewhere,
                        "suggested",
                        String.join(", ", desk.suggestedNames()),
                        "error",
                        error),
                false);
    }
}
