package dev.hazir.host.servlet.sample;

import dev.hazir.applet.web.PageModel;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;

/** Gives records of the applet's own to a page. */
public final class SampleModel implements PageModel {

    /** One line of the page. */
    public record Row(String name) {}

    @Override
    public Map<String, ?> model(HttpServletRequest request) {
        request.getSession().setAttribute("row", new Row("kept"));
        return Map.of("rows", List.of(new Row("one")));
    }
}
