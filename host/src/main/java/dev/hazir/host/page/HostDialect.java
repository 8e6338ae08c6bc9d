package dev.hazir.host.page;

import java.util.Set;
import org.thymeleaf.dialect.IPostProcessorDialect;
import org.thymeleaf.dialect.IPreProcessorDialect;
import org.thymeleaf.postprocessor.IPostProcessor;
import org.thymeleaf.postprocessor.PostProcessor;
import org.thymeleaf.preprocessor.IPreProcessor;
import org.thymeleaf.preprocessor.PreProcessor;
import org.thymeleaf.templatemode.TemplateMode;

/**
 * Marks what stands in templates as the host's own, before anything is filled in: markup that comes from elsewhere gets no
 * mark, and neither runs nor acts. What whoever asks may not do is left out, and of pages that are kept up to date it reads
 * what they show.
 */
final class HostDialect implements IPreProcessorDialect, IPostProcessorDialect {

    private static final int PRECEDENCE = 1000;

    @Override
    public String getName() {
        return "hazir";
    }

    @Override
    public int getDialectPreProcessorPrecedence() {
        return PRECEDENCE;
    }

    @Override
    public Set<IPreProcessor> getPreProcessors() {
        return Set.of(new PreProcessor(TemplateMode.HTML, TemplateMarks.class, PRECEDENCE));
    }

    @Override
    public int getDialectPostProcessorPrecedence() {
        return PRECEDENCE;
    }

    @Override
    public Set<IPostProcessor> getPostProcessors() {
        return Set.of(
                new PostProcessor(TemplateMode.HTML, OfferFilter.class, PRECEDENCE),
                new PostProcessor(TemplateMode.HTML, LiveReader.class, PRECEDENCE + 1));
    }
}
