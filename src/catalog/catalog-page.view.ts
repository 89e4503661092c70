import type { Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';

interface CatalogPage {
  items: object[];
  nextCursor: string | null;
}

/** The shape of a page of a section, for the OpenAPI document. */
export function CatalogPageOf(item: Type): Type<CatalogPage> {
  class PageView implements CatalogPage {
    @ApiProperty({ type: item, isArray: true })
    items: object[];

    @ApiProperty({
      type: String,
      nullable: true,
      description: 'For ?cursor= of the next page; null on the last one',
    })
    nextCursor: string | null;
  }
  return PageView;
}
