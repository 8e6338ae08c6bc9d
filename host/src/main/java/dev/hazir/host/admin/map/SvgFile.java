package dev.hazir.host.admin.map;

/** The picture as a file of its own, with its look in it. */
public final class SvgFile {

    private static final String STYLE = """
            text{font:13px system-ui,sans-serif;fill:#1a1f27}.head{font-weight:700;fill:#525c6b}.sub,.figure{font-size:12px;fill:#525c6b}
            .box rect{fill:#fff;stroke:#7d8796}.box.loop rect{stroke:#0f6f78;stroke-width:2}.box.web rect{stroke:#7a3fa0;stroke-width:2}
            .box.bad rect{fill:#fde8e6;stroke:#b3261e;stroke-width:2}.box.off rect{stroke-dasharray:4 3}
            .line{fill:none;stroke:#7d8796}.s0{stroke-dasharray:2 4}.s1{stroke-width:1.5}.s2{stroke-width:3}.s3{stroke-width:5}
            """;

    private SvgFile() {}

    public static String of(Drawing drawing) {
        StringBuilder svg = new StringBuilder(1 << 14);
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ").append(drawing.width());
        svg.append(' ')
                .append(drawing.height())
                .append("\"><style>")
                .append(STYLE)
                .append("</style>\n");
        for (Drawing.Line line : drawing.lines()) {
            svg.append("<path class=\"line s")
                    .append(line.step())
                    .append("\" d=\"")
                    .append(line.path());
            svg.append("\"/>\n");
            text(svg, "figure\" text-anchor=\"end", line.x(), line.y(), line.label());
        }
        for (Drawing.Box box : drawing.boxes()) {
            svg.append("<g class=\"")
                    .append(box.classes())
                    .append("\"><rect rx=\"5\" x=\"")
                    .append(box.x());
            svg.append("\" y=\"").append(box.y()).append("\" width=\"158\" height=\"44\"/>");
            text(svg, "name", box.x() + 10, box.y() + 19, box.label());
            text(svg, "sub", box.x() + 10, box.y() + 36, box.detail());
            svg.append("</g>\n");
        }
        return svg.append("</svg>\n").toString();
    }

    private static void text(StringBuilder svg, String look, int x, int y, String text) {
        if (!text.isEmpty()) {
            svg.append("<text class=\"").append(look).append("\" x=\"").append(x);
            svg.append("\" y=\"").append(y).append("\">");
            svg.append(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
            svg.append("</text>");
        }
    }
}
