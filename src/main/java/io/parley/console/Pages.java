package io.parley.console;

import io.parley.platform.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;

/// Serves the built screens. An address without a file of its own gets its application's `index.html`, because the
/// applications route in the browser. Files with a hash in their name never change and are kept for a year.
@Configuration(proxyBeanMethods = false)
class Pages implements WebMvcConfigurer {
  private static final List<String> APPLICATIONS = List.of("app", "widget");
  private static final List<String> WITH_THE_DEMO = List.of("app", "widget", "shop", "phones");
  private static final Duration YEAR = Duration.ofDays(365);

  private final String root;
  private final List<String> applications;

  Pages(@Value("${PARLEY_WEB:}") String folder, Settings settings) {
    this.applications = settings.demo() ? WITH_THE_DEMO : APPLICATIONS;
    this.root = folder.isBlank() ? "classpath:/static/" : "file:" + folder + "/";
  }

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addRedirectViewController("/", "/app/");
    for (var application : applications) {
      registry.addRedirectViewController("/" + application, "/" + application + "/");
      // Resource handlers are not asked for an empty path.
      registry.addViewController("/" + application + "/").setViewName("forward:/" + application + "/index.html");
    }
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    for (var application : applications) {
      var folder = root + (application.equals("app") ? "console" : application) + "/";
      registry.addResourceHandler("/" + application + "/assets/**")
          .addResourceLocations(folder + "assets/")
          .setCacheControl(CacheControl.maxAge(YEAR).cachePublic().immutable());
      registry.addResourceHandler("/" + application + "/**")
          .addResourceLocations(folder)
          .setCacheControl(CacheControl.noCache())
          .resourceChain(false)
          .addResolver(new IndexFallback());
    }
    registry.addResourceHandler("/parley.js", "/parley-more.js", "/parley-keep.js")
        .addResourceLocations(root + "sdk/")
        .setCacheControl(CacheControl.maxAge(Duration.ofMinutes(10)).cachePublic());
  }

  /// A file if there is one; `index.html` for an address that names a page; nothing for a missing file.
  private static final class IndexFallback extends PathResourceResolver {
    @Override
    protected @Nullable Resource getResource(String path, Resource location) throws IOException {
      var file = path.isEmpty() ? null : super.getResource(path, location);
      if (file != null && file.isReadable()) {
        return file;
      }
      var last = path.substring(path.lastIndexOf('/') + 1);
      var index = location.createRelative("index.html");
      return last.contains(".") || !index.isReadable() ? null : index;
    }
  }
}
