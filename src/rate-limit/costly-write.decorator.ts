import { Reflector } from '@nestjs/core';

/** Marks what makes work for the workers: refused while requests cannot be counted. */
export const CostlyWrite = Reflector.createDecorator<true>();
