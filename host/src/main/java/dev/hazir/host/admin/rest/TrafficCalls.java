package dev.hazir.host.admin.rest;

import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.TapJson;
import dev.hazir.host.metrics.TapView;
import dev.hazir.host.port.Ports;
import java.util.Map;
import java.util.Optional;

/** The calls that look into ports and topics. */
final class TrafficCalls {

    private final AdminSources sources;

    TrafficCalls(AdminSources sources) {
        this.sources = sources;
    }

    ApiResponse topics(ApiRequest request) {
        return ApiResponse.ok(sources.applets().topics());
    }

    ApiResponse connections(ApiRequest request) throws ApiException {
        requirePort(request);
        return ApiResponse.ok(
                ports().connections(request.id(), request.parameters().get(1)));
    }

    ApiResponse close(ApiRequest request) throws ApiException {
        String id = request.parameters().get(2);
        if (!ports().closeConnection(request.id(), request.parameters().get(1), id, request.by())) {
            throw new ApiException(404, "There is no connection '" + id + "' now.");
        }
        return ApiResponse.ok(Map.of("closing", id));
    }

    ApiResponse tapPort(ApiRequest request) throws ApiException {
        if (!ports().tap(request.id(), request.parameters().get(1), request.by())) {
            throw noPort(request);
        }
        return tappedPort(request);
    }

    ApiResponse tappedPort(ApiRequest request) throws ApiException {
        requirePort(request);
        return tap(ports().tapped(request.id(), request.parameters().get(1)));
    }

    ApiResponse endTapOfPort(ApiRequest request) throws ApiException {
        requirePort(request);
        ports().endTap(request.id(), request.parameters().get(1), request.by());
        return ApiResponse.ok(Map.of());
    }

    ApiResponse tapTopic(ApiRequest request) throws ApiException {
        if (!sources.applets().tapTopic(asked(request, "applet"), asked(request, "name"), request.by())) {
            throw new ApiException(404, "There is no topic '" + asked(request, "name") + "' of this applet now.");
        }
        return tappedTopic(request);
    }

    ApiResponse tappedTopic(ApiRequest request) throws ApiException {
        return tap(sources.applets().topicTaps().view(asked(request, "applet"), asked(request, "name")));
    }

    ApiResponse endTapOfTopic(ApiRequest request) throws ApiException {
        sources.applets().topicTaps().end(asked(request, "applet"), asked(request, "name"), request.by());
        return ApiResponse.ok(Map.of());
    }

    private Ports ports() {
        return sources.traffic().ports();
    }

    private void requirePort(ApiRequest request) throws ApiException {
        boolean there = sources.ports().get().stream()
                .anyMatch(port -> port.applet().equals(request.id())
                        && port.name().equals(request.parameters().get(1)));
        if (!there) {
            throw noPort(request);
        }
    }

    private static ApiResponse tap(Optional<TapView> view) throws ApiException {
        return ApiResponse.ok(TapJson.of(view.orElseThrow(() -> new ApiException(404, "Nobody taps it."))));
    }

    private static String asked(ApiRequest request, String field) throws ApiException {
        return request.query(field)
                .orElseThrow(() -> new ApiException(400, field + " is missing (expected: ?applet=…&name=…)"));
    }

    private static ApiException noPort(ApiRequest request) {
        return new ApiException(
                404, "There is no port '" + request.parameters().get(1) + "' of an applet '" + request.id() + "' now.");
    }
}
