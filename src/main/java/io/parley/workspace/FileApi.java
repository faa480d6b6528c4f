package io.parley.workspace;

import io.parley.platform.Files;
import io.parley.platform.Problem;
import java.time.Duration;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Pictures of messages. Anything that is not a picture is served as a download, never shown in our origin.
@RestController
class FileApi {
  private final Files files;

  record FileView(UUID id, String url) {}

  FileApi(Files files) {
    this.files = files;
  }

  @PostMapping("/api/v1/files")
  ResponseEntity<FileView> keep(
      Access access, @RequestHeader(HttpHeaders.CONTENT_TYPE) String type, @RequestBody byte[] bytes) {
    if (!Files.isPicture(type)) {
      throw new Problem(415, "not_a_picture", "只收 PNG、JPEG、GIF、WebP 圖片", "Only PNG, JPEG, GIF and WebP pictures");
    }
    var id = files.keep(access.workspace(), type, bytes);
    return ResponseEntity.status(201).body(new FileView(id, "/api/v1/files/" + id));
  }

  @GetMapping("/api/v1/files/{id}")
  ResponseEntity<byte[]> read(@PathVariable UUID id) {
    var file = files.read(id).orElseThrow(Problem::notFound);
    var answer = ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(file.type()))
        .cacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", "default-src 'none'; sandbox");
    if (!file.picture()) {
      answer.header(HttpHeaders.CONTENT_DISPOSITION, "attachment");
    }
    return answer.body(file.bytes());
  }
}
